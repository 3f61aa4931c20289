#include <metal_stdlib>
#include <simd/simd.h>

using namespace metal;

struct _17
{
    uint4 _m0;
    float _m1;
    float _m2;
};

#ifndef SPIRV_CROSS_CONSTANT_ID_1
#define SPIRV_CROSS_CONSTANT_ID_1 0u
#endif
constant uint _53 = SPIRV_CROSS_CONSTANT_ID_1;
constant bool _56 = (_53 == 1u);
#ifndef SPIRV_CROSS_CONSTANT_ID_0
#define SPIRV_CROSS_CONSTANT_ID_0 32u
#endif
constant uint _66 = SPIRV_CROSS_CONSTANT_ID_0;

struct _147
{
    uint _m0[1];
};

struct _151
{
    uint _m0;
    uint _m1;
    uint _m2;
    uint _m3;
    uint _m4;
    uint _m5;
    uint _m6;
    uint _m7;
};

struct _168
{
    uint2 _m0[1];
};

struct _200
{
    float4 _m0[1];
};

#ifndef SPIRV_CROSS_CONSTANT_ID_2
#define SPIRV_CROSS_CONSTANT_ID_2 4u
#endif
constant uint _220 = SPIRV_CROSS_CONSTANT_ID_2;
#ifndef SPIRV_CROSS_CONSTANT_ID_3
#define SPIRV_CROSS_CONSTANT_ID_3 1u
#endif
constant uint _225 = SPIRV_CROSS_CONSTANT_ID_3;

struct _229
{
    uint _m0[1];
};

constant uint _248 = (_220 * _225);
constant uint _250 = (_220 * _225);
constant uint _409 = (_220 * _225);
constant uint _423 = (_220 * _225);
constant uint _424 = (_423 + _66);
constant uint _425 = (_424 - 1u);
constant uint _426 = (_425 / _66);
constant uint _460 = (_220 * _225);

struct _476
{
    float _m0[1];
};

#ifndef SPIRV_CROSS_CONSTANT_ID_0
#define SPIRV_CROSS_CONSTANT_ID_0 1u
#endif
constant uint _496 = SPIRV_CROSS_CONSTANT_ID_0;
constant uint3 gl_WorkGroupSize [[maybe_unused]] = uint3(_496, 1u, 1u);

kernel void main0(constant _151& _153 [[buffer(0)]], const device _229& _231 [[buffer(1)]], const device _200& _202 [[buffer(2)]], const device _168& _170 [[buffer(3)]], const device _147& _149 [[buffer(4)]], device _476& _478 [[buffer(5)]], uint3 gl_LocalInvocationID [[thread_position_in_threadgroup]], uint gl_SubgroupID [[simdgroup_index_in_threadgroup]], uint gl_NumSubgroups [[simdgroups_per_threadgroup]], uint3 gl_WorkGroupID [[threadgroup_position_in_grid]])
{
    threadgroup float _69[_66];
    uint _221 = gl_WorkGroupID.x * _220;
    uint _226 = gl_WorkGroupID.y * _225;
    uint _240 = _231._m0[_153._m6] - _153._m7;
    float _253[_250];
    for (uint _655 = 0u; _655 < _248; )
    {
        _253[_655] = 0.0;
        _655++;
        continue;
    }
    uint _656;
    _656 = gl_LocalInvocationID.x;
    _17 _279[_220];
    float4 _314[_225];
    for (; _656 < _153._m0; _656 += _66)
    {
        for (uint _668 = 0u; _668 < _220; _668++)
        {
            uint _288 = min((_221 + _668), (_153._m3 - 1u));
            float2 _523 = float2(as_type<half2>(_149._m0[(_288 * _153._m1) + (_656 >> uint(2))]));
            float _679;
            if ((_656 & 2u) == 0u)
            {
                _679 = _523.x;
            }
            else
            {
                _679 = _523.y;
            }
            _279[_668] = _17{ uint4(_170._m0[(_288 * _153._m0) + _656], 0u, 0u), _679, 0.0 };
        }
        uint _669;
        _669 = 0u;
        for (; _669 < 4u; _669++)
        {
            for (uint _672 = 0u; _672 < _225; )
            {
                _314[_672] = _202._m0[((_153._m7 + min((_226 + _672), (_240 - 1u))) * (_153._m2 / 4u)) + ((4u * _656) + _669)];
                _672++;
                continue;
            }
            uint _673;
            _673 = 0u;
            for (; _673 < _220; _673++)
            {
                uint4 _642 = _279[_673]._m0;
                uint _582 = _642[_669 >> uint(1)] >> (16u * (_669 & 1u));
                float4 _570 = (float4(uint4(_582 & 15u, (_582 >> uint(4)) & 15u, (_582 >> uint(8)) & 15u, (_582 >> uint(12)) & 15u)) - float4(8.0)) * _279[_673]._m1;
                for (uint _676 = 0u; _676 < _225; )
                {
                    uint _364 = (_676 * _220) + _673;
                    _253[_364] = fma(_314[_676].w, _570.w, fma(_314[_676].z, _570.z, fma(_314[_676].y, _570.y, fma(_314[_676].x, _570.x, _253[_364]))));
                    _676++;
                    continue;
                }
            }
        }
    }
    float _429[_426];
    for (uint _657 = 0u; _657 < _409; _657++)
    {
        float _415 = _253[_657];
        float _663;
        do
        {
            float _603 = simd_sum(_415);
            if (_56)
            {
                _663 = _603;
                break;
            }
            threadgroup_barrier(mem_flags::mem_threadgroup);
            bool _607 = simd_is_first();
            if (_607)
            {
                _69[gl_SubgroupID] = _603;
            }
            threadgroup_barrier(mem_flags::mem_threadgroup);
            float _662;
            _662 = _69[0];
            for (uint _661 = 1u; _661 < gl_NumSubgroups; )
            {
                _662 += _69[_661];
                _661++;
                continue;
            }
            _663 = _662;
            break;
        } while(false);
        if ((_657 % _66) == gl_LocalInvocationID.x)
        {
            _429[_657 / _66] = _663;
        }
    }
    for (uint _658 = 0u; _658 < _426; _658++)
    {
        uint _448 = (_658 * _66) + gl_LocalInvocationID.x;
        uint _453 = _221 + (_448 % _220);
        uint _458 = _226 + (_448 / _220);
        bool _461 = _448 < _460;
        bool _468;
        if (_461)
        {
            _468 = _453 < _153._m3;
        }
        else
        {
            _468 = _461;
        }
        if (_468 && (_458 < _240))
        {
            _478._m0[((_458 * _153._m5) + _153._m4) + _453] = _429[_658];
        }
    }
}

