#include <metal_stdlib>
#include <simd/simd.h>

using namespace metal;

struct _28
{
    uint4 _m0;
    float _m1;
    float _m2;
};

#ifndef SPIRV_CROSS_CONSTANT_ID_1
#define SPIRV_CROSS_CONSTANT_ID_1 0u
#endif
constant uint _57 = SPIRV_CROSS_CONSTANT_ID_1;
constant bool _60 = (_57 == 1u);
#ifndef SPIRV_CROSS_CONSTANT_ID_0
#define SPIRV_CROSS_CONSTANT_ID_0 32u
#endif
constant uint _70 = SPIRV_CROSS_CONSTANT_ID_0;

struct _146
{
    uint _m0;
    uint _m1;
    uint _m2;
    uint _m3;
    uint _m4;
    uint _m5;
    uint _m6;
};

#ifndef SPIRV_CROSS_CONSTANT_ID_2
#define SPIRV_CROSS_CONSTANT_ID_2 4u
#endif
constant uint _199 = SPIRV_CROSS_CONSTANT_ID_2;
#ifndef SPIRV_CROSS_CONSTANT_ID_3
#define SPIRV_CROSS_CONSTANT_ID_3 1u
#endif
constant uint _204 = SPIRV_CROSS_CONSTANT_ID_3;

struct _208
{
    uint _m0[1];
};

constant uint _224 = (_199 * _204);
constant uint _226 = (_199 * _204);
constant uint _231 = (_199 * _204);

struct _314
{
    float4 _m0[1];
};

struct _349
{
    uint2 _m0[1];
};

struct _364
{
    uint2 _m0[1];
};

constant uint _437 = (_199 * _204);
constant uint _457 = (_199 * _204);
constant uint _458 = (_457 + _70);
constant uint _459 = (_458 - 1u);
constant uint _460 = (_459 / _70);
constant uint _499 = (_199 * _204);

struct _515
{
    float _m0[1];
};

#ifndef SPIRV_CROSS_CONSTANT_ID_0
#define SPIRV_CROSS_CONSTANT_ID_0 1u
#endif
constant uint _542 = SPIRV_CROSS_CONSTANT_ID_0;
constant uint3 gl_WorkGroupSize [[maybe_unused]] = uint3(_542, 1u, 1u);

kernel void main0(constant _146& _148 [[buffer(0)]], const device _208& _210 [[buffer(1)]], const device _314& _316 [[buffer(2)]], const device _349& _351 [[buffer(3)]], const device _364& _366 [[buffer(5)]], device _515& _517 [[buffer(7)]], uint3 gl_LocalInvocationID [[thread_position_in_threadgroup]], uint gl_SubgroupID [[simdgroup_index_in_threadgroup]], uint gl_NumSubgroups [[simdgroups_per_threadgroup]], uint3 gl_WorkGroupID [[threadgroup_position_in_grid]])
{
    threadgroup float _73[_70];
    uint _200 = gl_WorkGroupID.x * _199;
    uint _205 = gl_WorkGroupID.y * _204;
    float _229[_226];
    float _234[_231];
    for (uint _789 = 0u; _789 < _224; )
    {
        _234[_789] = 0.0;
        _229[_789] = 0.0;
        _789++;
        continue;
    }
    uint _790;
    _790 = gl_LocalInvocationID.x;
    _28 _261[_199];
    _28 _277[_199];
    float4 _311[_204];
    for (; _790 < _148._m0; _790 += _70)
    {
        for (uint _808 = 0u; _808 < _199; )
        {
            _28 _574 = _28{ uint4(4u * ((min((_200 + _808), (_148._m3 - 1u)) * _148._m0) + _790)), 1.0, 0.0 };
            _261[_808] = _574;
            _277[_808] = _574;
            _808++;
            continue;
        }
        uint _809;
        _809 = 0u;
        for (; _809 < 4u; _809++)
        {
            for (uint _812 = 0u; _812 < _204; )
            {
                _311[_812] = _316._m0[((min((_205 + _812), (_210._m0[_148._m6] - 1u)) * (_148._m2 / 4u)) + (4u * _790)) + _809];
                _812++;
                continue;
            }
            uint _813;
            _813 = 0u;
            for (; _813 < _199; _813++)
            {
                uint _356 = _261[_813]._m0.x + _809;
                float4 _601 = as_type<float4>(uint4(_351._m0[_356].x << uint(16), _351._m0[_356].x & 4294901760u, _351._m0[_356].y << uint(16), _351._m0[_356].y & 4294901760u));
                uint _371 = _277[_813]._m0.x + _809;
                float4 _617 = as_type<float4>(uint4(_366._m0[_371].x << uint(16), _366._m0[_371].x & 4294901760u, _366._m0[_371].y << uint(16), _366._m0[_371].y & 4294901760u));
                for (uint _816 = 0u; _816 < _204; )
                {
                    uint _387 = (_816 * _199) + _813;
                    _229[_387] = fma(_311[_816].w, _601.w, fma(_311[_816].z, _601.z, fma(_311[_816].y, _601.y, fma(_311[_816].x, _601.x, _229[_387]))));
                    _234[_387] = fma(_311[_816].w, _617.w, fma(_311[_816].z, _617.z, fma(_311[_816].y, _617.y, fma(_311[_816].x, _617.x, _234[_387]))));
                    _816++;
                    continue;
                }
            }
        }
    }
    float _463[_460];
    float _468[_460];
    for (uint _791 = 0u; _791 < _437; _791++)
    {
        float _443 = _229[_791];
        float _797;
        do
        {
            float _672 = simd_sum(_443);
            if (_60)
            {
                _797 = _672;
                break;
            }
            threadgroup_barrier(mem_flags::mem_threadgroup);
            bool _676 = simd_is_first();
            if (_676)
            {
                _73[gl_SubgroupID] = _672;
            }
            threadgroup_barrier(mem_flags::mem_threadgroup);
            float _796;
            _796 = _73[0];
            for (uint _795 = 1u; _795 < gl_NumSubgroups; )
            {
                _796 += _73[_795];
                _795++;
                continue;
            }
            _797 = _796;
            break;
        } while(false);
        float _449 = _234[_791];
        float _803;
        do
        {
            float _710 = simd_sum(_449);
            if (_60)
            {
                _803 = _710;
                break;
            }
            threadgroup_barrier(mem_flags::mem_threadgroup);
            bool _714 = simd_is_first();
            if (_714)
            {
                _73[gl_SubgroupID] = _710;
            }
            threadgroup_barrier(mem_flags::mem_threadgroup);
            float _802;
            _802 = _73[0];
            for (uint _801 = 1u; _801 < gl_NumSubgroups; )
            {
                _802 += _73[_801];
                _801++;
                continue;
            }
            _803 = _802;
            break;
        } while(false);
        if ((_791 % _70) == gl_LocalInvocationID.x)
        {
            uint _465 = _791 / _70;
            _463[_465] = _797;
            _468[_465] = _803;
        }
    }
    for (uint _792 = 0u; _792 < _460; _792++)
    {
        uint _487 = (_792 * _70) + gl_LocalInvocationID.x;
        uint _492 = _200 + (_487 % _199);
        uint _497 = _205 + (_487 / _199);
        bool _500 = _487 < _499;
        bool _507;
        if (_500)
        {
            _507 = _492 < _148._m3;
        }
        else
        {
            _507 = _500;
        }
        if (_507 && (_497 < _210._m0[_148._m6]))
        {
            _517._m0[((_497 * _148._m5) + _148._m4) + _492] = (_463[_792] / (1.0 + exp(fma((0.0447149984538555145263671875 * _463[_792]) * _463[_792], _463[_792], _463[_792]) * (-1.5957691669464111328125)))) * _468[_792];
        }
    }
}

