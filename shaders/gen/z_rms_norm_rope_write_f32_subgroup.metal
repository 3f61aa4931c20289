#include <metal_stdlib>
#include <simd/simd.h>

using namespace metal;

#ifndef SPIRV_CROSS_CONSTANT_ID_1
#define SPIRV_CROSS_CONSTANT_ID_1 0u
#endif
constant uint _44 = SPIRV_CROSS_CONSTANT_ID_1;
constant bool _47 = (_44 == 1u);
#ifndef SPIRV_CROSS_CONSTANT_ID_0
#define SPIRV_CROSS_CONSTANT_ID_0 32u
#endif
constant uint _57 = SPIRV_CROSS_CONSTANT_ID_0;

struct _120
{
    float2 _m0[1];
};

struct _166
{
    uint _m0;
    uint _m1;
    uint _m2;
    float _m3;
    float _m4;
};

struct _179
{
    float _m0[1];
};

#ifndef SPIRV_CROSS_CONSTANT_ID_2
#define SPIRV_CROSS_CONSTANT_ID_2 256u
#endif
constant uint _183 = SPIRV_CROSS_CONSTANT_ID_2;

struct _194
{
    float _m0[1];
};

struct _256
{
    float _m0[1];
};

struct _294
{
    float _m0[1];
};

struct _326
{
    float _m0[1];
};

constant uint _385 = (_183 / 2u);
constant uint _389 = (_183 / 2u);

struct _393
{
    int _m0[1];
};

constant uint _401 = (_183 / 2u);

struct _421
{
    float _m0[1];
};

struct _429
{
    float _m0[1];
};

constant uint _497 = (_183 / 2u);

struct _500
{
    float _m0[1];
};

constant uint _525 = (_183 / 2u);
constant uint _528 = (_183 / 2u);

struct _562
{
    int _m0[1];
};

constant uint _604 = (1u * _57);
#ifndef SPIRV_CROSS_CONSTANT_ID_0
#define SPIRV_CROSS_CONSTANT_ID_0 1u
#endif
constant uint _607 = SPIRV_CROSS_CONSTANT_ID_0;
constant uint3 gl_WorkGroupSize [[maybe_unused]] = uint3(_607, 1u, 1u);

kernel void main0(constant _166& _168 [[buffer(0)]], const device _256& _258 [[buffer(2)]], const device _294& _296 [[buffer(3)]], const device _326& _328 [[buffer(4)]], const device _421& _423 [[buffer(5)]], const device _429& _431 [[buffer(6)]], const device _393& _395 [[buffer(7)]], const device _562& _564 [[buffer(8)]], const device _120& _122 [[buffer(9)]], device _500& _502 [[buffer(10)]], device _179& _181 [[buffer(11)]], device _194& _196 [[buffer(12)]], uint3 gl_LocalInvocationID [[thread_position_in_threadgroup]], uint gl_SubgroupID [[simdgroup_index_in_threadgroup]], uint gl_NumSubgroups [[simdgroups_per_threadgroup]], uint3 gl_WorkGroupID [[threadgroup_position_in_grid]])
{
    threadgroup float _60[_57];
    threadgroup float _186[_183];
    bool _242 = gl_WorkGroupID.x < _168._m0;
    if (_242)
    {
        for (uint _812 = gl_LocalInvocationID.x; _812 < _183; )
        {
            _186[_812] = _258._m0[(((gl_WorkGroupID.y * _168._m0) + gl_WorkGroupID.x) * _183) + _812];
            _812 += _57;
            continue;
        }
    }
    else
    {
        if (gl_WorkGroupID.x < (_168._m0 + _168._m1))
        {
            for (uint _811 = gl_LocalInvocationID.x; _811 < _183; )
            {
                _186[_811] = _296._m0[((((gl_WorkGroupID.y * _168._m1) + gl_WorkGroupID.x) - _168._m0) * _183) + _811];
                _811 += _57;
                continue;
            }
        }
        else
        {
            for (uint _810 = gl_LocalInvocationID.x; _810 < _183; )
            {
                _186[_810] = _328._m0[(((((gl_WorkGroupID.y * _168._m1) + gl_WorkGroupID.x) - _168._m0) - _168._m1) * _183) + _810];
                _810 += _57;
                continue;
            }
        }
    }
    bool _355 = gl_WorkGroupID.x < (_168._m0 + _168._m1);
    if (_355)
    {
        float _813;
        if (_242)
        {
            _813 = _168._m3;
        }
        else
        {
            _813 = _168._m4;
        }
        float _815;
        _815 = 0.0;
        for (uint _814 = gl_LocalInvocationID.x; _814 < _183; )
        {
            _815 = fma(_186[_814], _186[_814], _815);
            _814 += _57;
            continue;
        }
        float _818;
        do
        {
            float _676 = simd_sum(_815);
            if (_47)
            {
                _818 = _676;
                break;
            }
            threadgroup_barrier(mem_flags::mem_threadgroup);
            bool _680 = simd_is_first();
            if (_680)
            {
                _60[gl_SubgroupID] = _676;
            }
            threadgroup_barrier(mem_flags::mem_threadgroup);
            float _817;
            _817 = _60[0];
            for (uint _816 = 1u; _816 < gl_NumSubgroups; )
            {
                _817 += _60[_816];
                _816++;
                continue;
            }
            _818 = _817;
            break;
        } while(false);
        float _659 = _818 / float(_183);
        float _661 = _659 + _813;
        float _663 = 1.0 / sqrt(_661);
        threadgroup_barrier(mem_flags::mem_threadgroup);
        for (uint _819 = gl_LocalInvocationID.x; _819 < _385; _819 += _57)
        {
            uint _390 = _819 + _389;
            uint _400 = uint(_395._m0[gl_WorkGroupID.y]);
            float2 _825;
            _825 = float2(1.0, 0.0);
            float2 _832;
            for (uint _824 = 0u; _824 < 4u; _825 = _832, _824++)
            {
                uint _725 = (_400 >> (8u * _824)) & 255u;
                if (_725 != 0u)
                {
                    uint _736 = (((_824 * 256u) + _725) * _401) + _819;
                    _832 = float2(fma(_825.x, _122._m0[_736].x, -(_825.y * _122._m0[_736].y)), fma(_825.x, _122._m0[_736].y, _825.y * _122._m0[_736].x));
                }
                else
                {
                    _832 = _825;
                }
            }
            float _410 = _186[_819];
            float _827;
            if (_242)
            {
                _827 = _423._m0[_819];
            }
            else
            {
                _827 = _431._m0[_819];
            }
            float _436 = (_410 * _663) * _827;
            float _440 = _186[_390];
            float _828;
            if (_242)
            {
                _828 = _423._m0[_390];
            }
            else
            {
                _828 = _431._m0[_390];
            }
            float _458 = (_440 * _663) * _828;
            _186[_819] = fma(_436, _825.x, -(_458 * _825.y));
            _186[_390] = fma(_436, _825.y, _458 * _825.x);
        }
    }
    if (_242)
    {
        for (uint _823 = gl_LocalInvocationID.x; _823 < _497; )
        {
            uint _511 = (((gl_WorkGroupID.y * _168._m0) + gl_WorkGroupID.x) * _183) + _823;
            _502._m0[_511] = _186[_823];
            _502._m0[_511 + _525] = _186[_823 + _528];
            _823 += _57;
            continue;
        }
    }
    else
    {
        threadgroup_barrier(mem_flags::mem_threadgroup);
        uint _540 = gl_WorkGroupID.x - _168._m0;
        uint _820;
        if (_540 < _168._m1)
        {
            _820 = _540;
        }
        else
        {
            _820 = _540 - _168._m1;
        }
        uint _586 = ((((uint(_564._m0[gl_WorkGroupID.y]) * _168._m2) + (uint(_395._m0[gl_WorkGroupID.y]) % _168._m2)) * _168._m1) + _820) * _183;
        for (uint _821 = gl_LocalInvocationID.x; _821 < _183; _821 += _604)
        {
            uint _599 = _586 + _821;
            if (_355)
            {
                _181._m0[_599] = _186[_821];
            }
            else
            {
                _196._m0[_599] = _186[_821];
            }
        }
    }
}

